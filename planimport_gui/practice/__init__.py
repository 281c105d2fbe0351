"""A stand-in for Calltouch on loopback, written apart from calltouch/ so that mistakes cannot hide."""
