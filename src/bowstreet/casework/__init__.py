"""What officers do with what is kept.

It keeps only the state of the work. Its three main words: act, task, follower.
"""
