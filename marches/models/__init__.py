"""The tables of the marches app."""

from marches.models.route import Account, Movement, Route
from marches.models.stop import MarchStop, Means, Stop, StopQuantity
