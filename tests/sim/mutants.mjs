// Bugs put in on purpose: each is a change of one place in a copy of one file of the product. `npm run sim -- --mutants`
// shows that the simulator finds every one within 200 seeds. `find` must be there exactly once.
export const mutants = [
  {
    name: "ack-before-commit",
    file: "src/ingest/sender.cpp",
    find: "tickets[n]->done = answers && (*answers)[n].done;",
    replace: "tickets[n]->done = true;",
  },
  {
    name: "no-generation-guard",
    file: "src/store/commit.cpp",
    find: `" AND (j.value ->> 'guard' IS NULL OR ", guard_sql, ")",`,
    replace: `" AND (j.value ->> 'guard' IS NULL OR '1' <> ", "''", ")",`,
  },
  {
    name: "no-revision-guard",
    file: "src/store/commit.cpp",
    find: `w.key = j.value ->> 'key'), 0) = j.value ->> 'revision'"`,
    replace: `w.key = j.value ->> 'key'), 0) >= 0"`,
  },
  {
    name: "claim-without-condition",
    file: "src/store/archive.cpp",
    find: "options.only_if_absent = true;",
    replace: "options.only_if_absent = false;",
  },
  {
    name: "claim-before-the-key-is-bound",
    file: "src/ingest/reconcile.cpp",
    find: "  co_await bind(works);\n",
    replace: "",
  },
  {
    name: "sweep-forgets-deletions",
    file: "src/ingest/sweep.cpp",
    find: "  take(lacking.gone);\n",
    replace: "",
  },
  {
    name: "sweep-marks-before-it-sends",
    file: "src/ingest/sweep.cpp",
    find: "  co_await send(instance, std::move(keys));\n  co_await store::mark_queued(instance, std::move(marks), now);\n",
    replace: "  co_await store::mark_queued(instance, std::move(marks), now + 86'400'000);\n  co_await send(instance, std::move(keys));\n",
  },
  {
    name: "dead-letter-leaves-no-trace",
    file: "src/ingest/sender.cpp",
    find: "ticket.done = static_cast<bool>(co_await server.call(std::string{method_fail}, encode_failure(failure)).result());",
    replace: "ticket.done = true;",
  },
  {
    name: "same-bytes-lose-the-differences",
    file: "src/ingest/reconcile.cpp",
    find: "work->guard, work->touched});",
    replace: "work->guard, false});",
  },
  {
    name: "idempotency-without-a-mark",
    file: "src/ingest/submit.cpp",
    find: "if (object && is_ours(*object)) {\n          Submitted",
    replace: "if (object && object->body.empty()) {\n          Submitted",
  },
];
