"""The journal: an SQLite file that remembers runs, one fact one transaction; and the lock of a data folder."""
