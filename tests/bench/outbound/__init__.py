"""How fast webhooks leave the house."""
