"""The SQLite journal that remembers runs, and the lock of a data folder."""
