"""The tables of the journal and the small steps that lead from each version of them to the next."""

APPLICATION_ID = 0x506C496D
"""Stands in the file's header and tells our journal from other programs' databases."""

Step = tuple[str, ...]
"""The statements that lead from one version to the next; they run in one transaction."""

_FIRST: Step = (
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        address TEXT NOT NULL,
        site TEXT NOT NULL,
        project TEXT NOT NULL,
        file TEXT NOT NULL,
        sheet TEXT NOT NULL,
        digest TEXT NOT NULL,
        created TEXT NOT NULL,
        planned INTEGER NOT NULL CHECK (planned >= 0),
        left_out INTEGER NOT NULL CHECK (left_out >= 0),
        before INTEGER NOT NULL CHECK (before BETWEEN 0 AND left_out),
        requests INTEGER NOT NULL DEFAULT 0,
        paused TEXT,
        paused_words TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX run_of_project ON run (address, site)",
    """
    CREATE TABLE plan_row (
        run INTEGER NOT NULL REFERENCES run,
        row INTEGER NOT NULL,
        item TEXT NOT NULL,
        origin_row INTEGER,
        origin_column TEXT,
        PRIMARY KEY (run, row)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE batch (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run,
        number INTEGER NOT NULL CHECK (number >= 1),
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'remainder', 'half', 'again')),
        parent INTEGER,
        after INTEGER,
        again_of INTEGER REFERENCES attempt,
        size INTEGER NOT NULL CHECK (size >= 1),
        split INTEGER NOT NULL DEFAULT 0 CHECK (split IN (0, 1)),
        undo_wish INTEGER NOT NULL DEFAULT 0 CHECK (undo_wish IN (0, 1)),
        abandoned INTEGER NOT NULL DEFAULT 0 CHECK (abandoned IN (0, 1)),
        retried INTEGER NOT NULL DEFAULT 0 CHECK (retried IN (0, 1)),
        UNIQUE (run, number),
        FOREIGN KEY (run, parent) REFERENCES batch (run, number),
        FOREIGN KEY (run, after) REFERENCES batch (run, number)
    )
    """,
    # size: how many rows it carries. split: its rows may have different fates, since a child batch carries some of
    # them or they have rows of their own in attempt_row.
    "CREATE INDEX batch_again_of ON batch (again_of) WHERE again_of IS NOT NULL",
    """
    CREATE TABLE batch_row (
        batch INTEGER NOT NULL REFERENCES batch,
        position INTEGER NOT NULL,
        row INTEGER NOT NULL,
        PRIMARY KEY (batch, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE attempt (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch INTEGER NOT NULL REFERENCES batch,
        state TEXT NOT NULL CHECK (state IN (
            'sending', 'free', 'refused', 'accepted', 'unknown', 'success', 'error', 'deleting', 'undone', 'claimed'
        )),
        started TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        log_id INTEGER,
        struck INTEGER NOT NULL DEFAULT 0 CHECK (struck IN (0, 1)),
        cause TEXT,
        code INTEGER,
        words TEXT NOT NULL DEFAULT '',
        delete_reason TEXT CHECK (delete_reason IN ('retry', 'undo')),
        delete_tries INTEGER NOT NULL DEFAULT 0,
        state_before TEXT CHECK (state_before IN ('success', 'error', 'unknown', 'claimed')),
        CHECK ((state = 'deleting') = (state_before IS NOT NULL)),
        CHECK (state NOT IN ('accepted', 'deleting', 'success', 'undone') OR (log_id IS NOT NULL AND struck = 0))
    )
    """,
    "CREATE INDEX attempt_of_batch ON attempt (batch)",
    "CREATE INDEX attempt_by_log ON attempt (log_id) WHERE log_id IS NOT NULL",
    """
    CREATE TABLE attempt_row (
        attempt INTEGER NOT NULL REFERENCES attempt,
        row INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('free', 'unknown', 'claimed')),
        PRIMARY KEY (attempt, row)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE refusal (
        id INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempt,
        row INTEGER NOT NULL,
        field TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    "CREATE INDEX refusal_of_attempt ON refusal (attempt, row)",
    """
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempt,
        made TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('adopt', 'claim', 'again', 'leave')),
        log_id INTEGER
    )
    """,
)

_REPLACING: Step = (
    """
    CREATE TABLE replaced (
        run INTEGER NOT NULL REFERENCES run,
        batch INTEGER NOT NULL REFERENCES batch,
        PRIMARY KEY (run, batch)
    ) WITHOUT ROWID
    """,
    # Before a run sends, the batches of earlier runs that it replaces are deleted.
    "CREATE INDEX replaced_by_batch ON replaced (batch)",
)

STEPS: tuple[Step, ...] = (_FIRST, _REPLACING)
"""Step ``n`` leads to version ``n + 1``. A released step is never changed; a new one is added."""
