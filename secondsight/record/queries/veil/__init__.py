"""The hindsight guard: what is veiled for whom while a room goes through an incident again (R3.3).

For those who walk along, what lies later than the moment is not there, on any page, in search, in exports
and in the API (C12). What has no time nobody can say to have been before, so it is veiled too. The rules
below say it once for each table, and `base.sight` applies them to all reading; queries need not think of it.
"""

from secondsight.record.queries.veil import blurring as blurring
from secondsight.record.queries.veil import narrowing as narrowing
from secondsight.record.queries.veil.beyond import later as later
from secondsight.record.queries.veil.beyond import later_events as later_events
from secondsight.record.queries.veil.beyond import later_items as later_items
from secondsight.record.queries.veil.beyond import past as past
from secondsight.record.queries.veil.beyond import veiled_files as veiled_files
from secondsight.record.queries.veil.horizon import Horizon as Horizon
from secondsight.record.queries.veil.horizon import Room as Room
from secondsight.record.queries.veil.horizon import ahead_of as ahead_of
from secondsight.record.queries.veil.horizon import horizon_for as horizon_for
from secondsight.record.queries.veil.horizon import is_any_open as is_any_open
from secondsight.record.queries.veil.horizon import known_turn as known_turn
from secondsight.record.queries.veil.horizon import room_of as room_of
from secondsight.record.queries.veil.horizon import rooms_of as rooms_of
from secondsight.record.queries.veil.horizon import veil_at as veil_at
from secondsight.record.queries.veil.horizon import veil_here as veil_here
from secondsight.record.queries.veil.horizon import veils_of as veils_of
