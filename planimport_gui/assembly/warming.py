"""Loads what is heavy before anybody asks for it."""


def warm() -> None:
    """Import workbooks, network, journal and keyring. Takes half a second: for a thread beside a window at rest."""
    import planimport_gui.calltouch.client
    import planimport_gui.importing.run
    import planimport_gui.importing.undo
    import planimport_gui.journal.store
    import planimport_gui.sheets.reader
    import planimport_gui.sheets.writer  # noqa: F401 - to have them loaded
    from planimport_gui.tokens.backends import system_backend

    system_backend()
