"""What becomes of deliveries while everything around them breaks: real servers, real workers, faults at every step."""
