"""Work: experiments and long looks, done by niced processes of their own so that pages stay quick."""
