"""Post bodies of WordPress as body blocks of ours.

`convert.py` is the way in: block comments become plain HTML (`gutenberg.py`), shortcodes become elements
(`shortcodes.py`), and one walk over the HTML (`flow.py`) writes the blocks.
"""
