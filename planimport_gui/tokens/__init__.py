"""API tokens in the keyring of the operating system."""
