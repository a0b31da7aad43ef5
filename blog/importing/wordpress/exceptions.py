"""What can go wrong before anything is written."""


class ImportRefusedError(Exception):
    """The import cannot start; the message is one sentence for the person at the terminal."""
