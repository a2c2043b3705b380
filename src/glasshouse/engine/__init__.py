"""The engine: walks the days. It knows stages and forms by their signatures only."""
