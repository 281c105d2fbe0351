"""The Calltouch service: transport, pace, requests and the reading of replies."""
