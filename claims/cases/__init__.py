"""Cases: articles and claims around one event, gathered to be read together."""
