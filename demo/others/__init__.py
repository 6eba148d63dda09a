"""What else happened at Quillbarrow in the last seven months, newest first.

`INCIDENTS` and `REVIEWS` leave out the worked Sev-1 (`demo.story`). Among them: one review whose ideas rest
(`soaking`), one incident with evidence that nobody has read yet (`EVIDENCE`), a pattern of three, near
misses, a review that ended without commitments, and a restricted one.
"""

from demo.others.addresses import ADDRESS_REVIEW, ADDRESSES
from demo.others.certificate import CERTIFICATE, CERTIFICATE_REVIEW
from demo.others.double_charge import DOUBLE_CHARGE, DOUBLE_CHARGE_REVIEW
from demo.others.late_indexes import LATE_INDEX_REVIEW, LATE_INDEXES
from demo.others.lock import LOCK, LOCK_REVIEW
from demo.others.prices import PRICE_REVIEW, PRICES
from demo.others.privacy import PRIVACY, PRIVACY_REVIEW
from demo.others.restore import RESTORE, RESTORE_REVIEW
from demo.others.small import FIGURES, LOST_PICTURES, MACRO, PICTURES, WAITING_CHATS
from demo.others.soaking import SEARCH, SEARCH_REVIEW
from demo.others.unread import EVIDENCE, LATE_MAILS
from demo.others.vouchers import VOUCHER_REVIEW, VOUCHERS

__all__ = ["EVIDENCE", "INCIDENTS", "REVIEWS"]

INCIDENTS = (
    LATE_MAILS,
    LOST_PICTURES,
    SEARCH,
    WAITING_CHATS,
    *LATE_INDEXES,
    VOUCHERS,
    MACRO,
    RESTORE,
    ADDRESSES,
    PRIVACY,
    PRICES,
    CERTIFICATE,
    FIGURES,
    LOCK,
    DOUBLE_CHARGE,
    PICTURES,
)

REVIEWS = (
    SEARCH_REVIEW,
    LATE_INDEX_REVIEW,
    VOUCHER_REVIEW,
    RESTORE_REVIEW,
    ADDRESS_REVIEW,
    PRIVACY_REVIEW,
    PRICE_REVIEW,
    CERTIFICATE_REVIEW,
    LOCK_REVIEW,
    DOUBLE_CHARGE_REVIEW,
)
