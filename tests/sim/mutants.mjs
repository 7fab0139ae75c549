// Bugs put in on purpose: each is a change in a copy of one file of the product. `npm run sim -- --mutants` shows that the
// simulator finds every one within 200 seeds. `find` must be there exactly once; `edits` names several places.
export const mutants = [
  {
    name: "home-chosen-again",
    file: "src/store/databases.cpp",
    find: "DO UPDATE SET home = excluded.home WHERE home IS NULL",
    replace: "DO UPDATE SET home = excluded.home",
  },
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
  {
    name: "claim-after-the-commit",
    file: "src/ingest/reconcile.cpp",
    edits: [
      {
        find: `      claims.push_back(claim(instance_, std::move(candidate),
                             {state.after.original_key, state.after.current, state.current_hash, state.current_ms}));`,
        replace: `      claims.push_back([](Candidate mine, std::string owner, std::int64_t current) -> edge::Task<Claimed> {
        Claimed out;
        out.original_key = owner.empty() ? mine.key : owner;
        out.ours = out.original_key == mine.key;
        mine.content.number = out.number = current + 1;
        if (out.ours) out.versions.push_back(mine.content);
        co_return out;
      }(std::move(candidate), state.after.original_key, state.after.current));`,
      },
      {
        find: "  if (!works.empty()) co_await write(works);\n",
        replace: `  if (!works.empty()) co_await write(works);
  for (Work* work : works) {
    if (!work->claimed || !work->claimed->ours || work->claimed->versions.empty() || !work->reading) continue;
    const edge::Object& object = work->reading->object;
    Candidate mine{work->parts.kitchen, work->recipe, work->item.key, object.head.version, {}, object.body};
    mine.content = work->claimed->versions.back();
    (void)co_await claim(instance_, std::move(mine), {"", work->claimed->number - 1, "", 0}).result();
  }
`,
      },
    ],
  },
  {
    name: "lost-reply-counted-as-failure",
    file: "src/ingest/submit.cpp",
    find: "      if (!stored) co_return stored.error();\n",
    replace: `      if (!stored && target.numbered) {
        std::string& other = target.make.empty() ? target.recipe : target.make;
        other = next_number(other);
        target.key = target.make.empty() ? co_await original_key(instance_, submission_.kitchen, target.recipe)
                                         : co_await make_key(instance_, submission_.kitchen, target.recipe, target.make);
        continue;
      }
      if (!stored) co_return stored.error();
`,
  },
  {
    name: "claims-are-not-kept-for-a-rebuild",
    file: "src/ingest/reconcile.cpp",
    find: "  co_await keep_claims(works);\n",
    replace: "",
  },
  {
    name: "decisions-go-on-during-a-rebuild",
    file: "src/store/standing.cpp",
    find: "standing.rebuilding = row.integer(3) != 0;",
    replace: "standing.rebuilding = false;",
  },
];
