"""Form ``none``: reads and keeps records, judges nobody."""
