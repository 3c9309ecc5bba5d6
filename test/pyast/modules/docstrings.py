"""Module docstring."""
def f():
    """One line."""
def g():
    """Several lines.

    Args:
        x: indented
            more indented

    Returns:
        Ends here."""
    return 1
class A:
    """Ends in a quote: "quoted\""""
    def m(self):
        """
        Starts on the second line.
        """
        class Inner: ...
class B:
    def n(self):
        """Backslash \\ and triple \"\"\" quotes and trailing blanks   

        then	more"""
        import os
        return os
