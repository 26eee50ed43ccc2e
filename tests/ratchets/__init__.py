"""House rules that a machine can see: each looks at one file and says what is wrong.

A ratchet only tightens. Where a rule must not hold for a file, the file is named here
with its reason; the list may shrink, it must not grow without an ADR.
"""
