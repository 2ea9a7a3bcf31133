"""What `make audit` asks: the code's known weaknesses, the licences of what is shipped,
and what is published about the pinned packages.
"""
