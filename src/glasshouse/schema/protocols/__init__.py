"""What kernels' parameters are, for the type checker only: one protocol for each record type.

Written by ``scripts/make_protocols.py`` from the record types; do not edit. Numba reads no annotation, and at run time
nothing imports this.
"""

from glasshouse.schema.protocols.counts import DayCounts as DayCounts
from glasshouse.schema.protocols.counts import Decision as Decision
from glasshouse.schema.protocols.counts import Note as Note
from glasshouse.schema.protocols.counts import RegionCounts as RegionCounts
from glasshouse.schema.protocols.counts import SystemCounts as SystemCounts
from glasshouse.schema.protocols.counts import Trace as Trace
from glasshouse.schema.protocols.parameters import Parameters as Parameters
from glasshouse.schema.protocols.rows import F4 as F4
from glasshouse.schema.protocols.rows import I2 as I2
from glasshouse.schema.protocols.rows import I4 as I4
from glasshouse.schema.protocols.rows import I8 as I8
from glasshouse.schema.protocols.rows import U1 as U1
from glasshouse.schema.protocols.rows import U2 as U2
from glasshouse.schema.protocols.rows import U4 as U4
from glasshouse.schema.protocols.rows import U8 as U8
from glasshouse.schema.protocols.rows import Blocks as Blocks
from glasshouse.schema.protocols.rows import Flag as Flag
from glasshouse.schema.protocols.rows import Index as Index
from glasshouse.schema.protocols.rows import Number as Number
from glasshouse.schema.protocols.rows import Real as Real
from glasshouse.schema.protocols.rows import Row as Row
from glasshouse.schema.protocols.rows import Rows as Rows
from glasshouse.schema.protocols.scratch import Records as Records
from glasshouse.schema.protocols.scratch import Truth as Truth
from glasshouse.schema.protocols.settlement import Declared as Declared
from glasshouse.schema.protocols.settlement import Life as Life
from glasshouse.schema.protocols.settlement import Place as Place
from glasshouse.schema.protocols.settlement import Population as Population
from glasshouse.schema.protocols.state import AttributesHeld as AttributesHeld
from glasshouse.schema.protocols.state import Cases as Cases
from glasshouse.schema.protocols.state import Conduct as Conduct
from glasshouse.schema.protocols.state import Debts as Debts
from glasshouse.schema.protocols.state import Dockets as Dockets
from glasshouse.schema.protocols.state import Dossiers as Dossiers
from glasshouse.schema.protocols.state import Goods as Goods
from glasshouse.schema.protocols.state import Holdings as Holdings
from glasshouse.schema.protocols.state import Ledger as Ledger
from glasshouse.schema.protocols.state import Provenance as Provenance
from glasshouse.schema.protocols.state import Response as Response
from glasshouse.schema.protocols.state import Seats as Seats
from glasshouse.schema.protocols.state import Signals as Signals
from glasshouse.schema.protocols.state import Society as Society
from glasshouse.schema.protocols.state import Tallies as Tallies
from glasshouse.schema.protocols.state import Trust as Trust
from glasshouse.schema.protocols.systems import System as System
from glasshouse.schema.protocols.world import World as World
