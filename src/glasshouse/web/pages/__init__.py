"""Pages of the web app, one file a door."""
