"""The forbidden claims in English.

Sources: the Health Products Compliance Guidance of the US Federal Trade Commission (December 2022) and the British code
of non-broadcast advertising (CAP). They bind who advertises; we hold every page to them.
"""

from cms.core.claims.table import ClaimRule, ClaimTable, words

_MEDICINE = (
    r"(?:medicines?|medications?|drugs?|tablets?|pills?|painkillers?|insulin|antibiotics?|chemotherapy|"
    r"blood[\s-]thinners?)"
)
_TESTS = r"(?:(?:blood |medical )?tests?|scans?|x-rays?|mri|check-?ups?|surgery|operations?|biops(?:y|ies))"
_CLINICIAN = r"(?:doctors?|physicians?|clinicians?|gps?|surgeons?|pharmacists?|specialists?|emergency care|hospital)"
_OF_YOURS = (
    r"(?:(?:taking|using|having|getting|going|for|with|all|of|any|the|a|an|your|his|her|their|my|our|prescribed|"
    r"prescription|daily|pain|doctor's|planned|further|seeing|see|calling) ){0,5}"
)
_STOPPING = (
    r"(?:stop|stopping|quit|quitting|skip|skipping|delay|delaying|postpone|postponing|avoid|avoiding|cancel|cancell?ing|"
    r"refuse|refusing|ditch|ditching|put off|putting off|throw away|come off|coming off|no longer need)"
)
_INSTRUCTED = r"(?:(?:^|[\"'“:;,(]\s*|\b(?:you|we|they|can|could|should|may|must|then|and|or|to|by|please|now) )%s)"
_PUT = r"(?:insert|stick|push|place|put|use|apply|attach|connect|run|pass|send)(?:ing)?"
_PERCENT = r"(?:%|per ?cent\b)"

_TRIALS = "FTC 2022: a health benefit, or safety, is claimed only on randomised, controlled trials in people."
_SUPERVISION = "CAP 12.2: conditions for which medical supervision should be sought are left to who can give it."

RULES = (
    ClaimRule(
        name="cure",
        stems=("cure", "curing"),
        pattern=words(r"\b(?:cure|cures|cured|curing|cure-alls?)\b"),
        why="No treatment on this site is known to cure.",
        remedy="Say what was measured, in whom and for how long, such as “may ease pain for some weeks”.",
        source=_TRIALS,
        reportable=True,
    ),
    ClaimRule(
        name="guarantee",
        stems=("guarante",),
        pattern=words(r"\bguarantee(?:s|d|ing)?\b"),
        why="Nobody can promise what happens in another person's body.",
        remedy="Leave the promise out, or say in how many people it helped.",
        source=_TRIALS,
    ),
    ClaimRule(
        name="miracle",
        stems=("miracle", "miraculous"),
        pattern=words(r"\b(?:miracles?|miraculous(?:ly)?)\b"),
        why="It promises what no evidence can support.",
        remedy="Describe what happened in plain words.",
        source=_TRIALS,
    ),
    ClaimRule(
        name="safer than",
        stems=("safer",),
        pattern=words(r"\bsafer (?:[\w-]+ ){0,4}than\b"),
        why="A comparison of harm needs a trial that compared both.",
        remedy="Tell the known risks of this method by itself.",
        source=_TRIALS,
        reportable=True,
    ),
    ClaimRule(
        name="no side effects",
        stems=("effect",),
        pattern=words(
            r"(?:\b(?:no|zero|without|free (?:of|from)|never has|not (?:have|cause))|n't (?:have|cause)) "
            r"(?:(?:any|known|harmful|serious|bad) )*(?:side|adverse|unwanted|ill)[ -]effects?\b"
            r"|\bside[ -]effects?[ -]free\b"
        ),
        unless=words(r"\b(?:reported|recorded|observed|noted|mentioned|described|registered|not known to have)\b"),
        why="Whatever has an effect can have an unwanted one.",
        remedy="Say which unwanted effects are known, or that none were reported and by how many people.",
        source=_TRIALS,
        reportable=True,
    ),
    ClaimRule(
        name="stop or delay care",
        stems=(
            *("stop", "quit", "skip", "delay", "postpon", "avoid", "cancel", "refus", "ditch"),
            *("put off", "putting off", "throw away", "come off", "coming off", "no longer need"),
        ),
        pattern=words(rf"\b{_STOPPING} {_OF_YOURS}(?:{_MEDICINE}|{_TESTS})\b"),
        unless=words(r"\b(?:ask|talk (?:to|with)|speak (?:to|with)|check with) (?:your|a|the) (?:\w+ )?" + _CLINICIAN),
        why="Readers could be harmed by doing so.",
        remedy="Leave it to the clinician who treats the reader: “Ask your doctor before you change a medicine.”",
        source=_SUPERVISION,
    ),
    ClaimRule(
        name="instead of care",
        stems=("instead of", "in place of", "replac"),
        pattern=words(
            rf"\b(?:instead of|in place of|replace|replaces|replacing) {_OF_YOURS}"
            rf"(?:{_CLINICIAN}|{_MEDICINE}|{_TESTS})\b"
        ),
        why="Self-care comes beside medical care, never in its place.",
        remedy="Say what readers can do besides, and when they need a clinician.",
        source=_SUPERVISION,
    ),
    ClaimRule(
        name="needles or current",
        stems=("needle", "needling", "current", "electr"),
        pattern=words(
            rf"{_INSTRUCTED % _PUT} (?:[\w-]+ ){{0,4}}(?:needles?|electrodes?|electric(?:al)? (?:current|stimulation)|"
            rf"electro-?acupuncture)\b|{_INSTRUCTED % '(?:needle|needling)'} (?:yourself|this|these|the|each)\b"
        ),
        why="Needling and electric current are not self-care.",
        remedy="Describe pressing with a finger or a blunt tool, or say that a trained person did it.",
        source="The house: self-care here means pressing by hand.",
        reportable=True,
    ),
    ClaimRule(
        name="100 %",
        stems=("%", "per cent", "percent"),
        pattern=words(rf"(?<![\d.,])(?:100|(?:a|one) hundred) ?{_PERCENT}(?! of (?:the )?\d)"),
        why="Nothing in health is without exception.",
        remedy="Say of how many people it was true.",
        source=_TRIALS,
    ),
    ClaimRule(
        name="percentage without a source",
        stems=("%", "per cent", "percent"),
        pattern=words(rf"(?<![\d.,])(?!100 ?(?:%|per))\d+(?:[.,]\d+)? ?{_PERCENT}(?! (?:off|discount|vat)\b)"),
        why="Readers cannot check a number without its source.",
        remedy="Add the work to the page's references, or leave the number out.",
        source=_TRIALS,
        deniable=False,
        needs_source=True,
    ),
)

ENGLISH = ClaimTable(
    rules=RULES,
    negation=words(r"\b(?:not|never|no|nobody|none|neither|nor|cannot|without)\b|n't\b"),
    sham_negation=words(
        r"\bnot (?:only|just|merely|simply)\b|\bno (?:doubt|question|wonder|matter)\b|\bwhy not\b"
        r"|\bwithout (?:a |any )?(?:doubt|question|fail)\b|(?:\b(?:never|not|cannot)|n't) fails?\b"
    ),
    listed=words(
        r"\b(?:diagnose|treat|heal|prevent|mitigate|ease|relieve|cure|stop|delay|skip|cancel)(?:, (?:and |or |nor )?)"
    ),
    clause_end=words(
        r"[;:,()!?–—]|\b(?:but|yet|however|and|because|since|so|although|though|while|whereas|when|until|which|who)\b"
    ),
    reporter=words(
        r"\b(?:trials?|study|studies|review|authors?|researchers?|paper|report|participants?|people|patients?|groups?)\b"
    ),
    reporting=words(
        r"\b(?:found|reported|asked|tested|compared|concluded|wrote|counted|measured|called|described|was|were|had)\b"
    ),
)
