"""The shape of what people send; whether it may be so is for the services to say."""
