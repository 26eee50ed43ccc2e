"""The arithmetic of a cover: pure, from what happened to what is covered until when."""

from warranty.coverage.fold import fold
from warranty.coverage.values import Cover, Happened, Line, Rules, Spec, Void

__all__ = ["Cover", "Happened", "Line", "Rules", "Spec", "Void", "fold"]
