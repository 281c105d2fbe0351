"""The only place with user wording: catalogues in Russian and English."""
