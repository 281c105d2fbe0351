"""Design tokens, palette, marks and icons: the only place with colours and sizes."""
