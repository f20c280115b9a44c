"""What we do: the inventory, the process with its specification, its owner and leader, and how far it has come.

Rests on organisation. Others use Process (everything hangs on it), the process page's panels, and `naming` without Django.
"""
