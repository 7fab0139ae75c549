// For those who look after the kitchen: tokens, and what was done.
import { useState } from "preact/hooks";
import { Empty, Heading, Loading, Trouble } from "./parts";
import { call, useCall, type Failure, type Scope, type Session, type Token } from "./service";
import { atMoment, onDay } from "./words";

const pageSize = 100;
const scopes: [Scope, string][] = [
  ["read", "read recipes, makes and differences"],
  ["upload", "send recipes and makes"],
  ["admin", "everything, tokens too"],
];

export function KitchenView({ session, signOut }: { session: Session; signOut(): void }) {
  const admin = session.scopes.includes("admin");
  const [deeds, setDeeds] = useState(0);
  return (
    <>
      <Heading title="Kitchen">
        Kitchen <span dir="auto">{session.kitchen}</span>
      </Heading>
      <p class="meta">
        Signed in with “{session.name || "a token"}”, which may {session.scopes.join(", ")}
        {session.expiresAt && `, until ${atMoment(session.expiresAt)}`}.
      </p>
      <button type="button" class="sign-out-below" onClick={signOut}>
        Sign out
      </button>
      {admin ? (
        <>
          <Tokens done={() => setDeeds((before) => before + 1)} />
          <Audit key={deeds} />
        </>
      ) : (
        <Empty>Tokens and the audit are for tokens with the scope “admin”.</Empty>
      )}
    </>
  );
}

function Tokens({ done }: { done(): void }) {
  const asked = useCall("GET /tokens", { query: { limit: pageSize } });
  const [fresh, setFresh] = useState<string>();
  const again = () => {
    asked.again();
    done();
  };
  const made = (text: string) => {
    setFresh(text);
    again();
  };
  return (
    <section>
      <h2>Tokens</h2>
      <NewTokenForm made={made} />
      {fresh && (
        <div class="fresh" role="status">
          <p>Copy it now. It is never shown again.</p>
          <code>{fresh}</code>
        </div>
      )}
      {asked.failure && <Trouble failure={asked.failure} again={asked.again} />}
      {!asked.answer && !asked.failure && <Loading what="tokens" />}
      <ul class="cards">
        {(asked.answer?.tokens ?? []).map((token) => (
          <TokenRow key={token.tokenId} token={token} again={again} />
        ))}
      </ul>
    </section>
  );
}

function TokenRow({ token, again }: { token: Token; again(): void }) {
  const [sure, setSure] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const revoke = async () => {
    if (!sure) return setSure(true);
    await call("DELETE /tokens/{tokenId}", { path: { tokenId: token.tokenId } }).catch(setFailure);
    again();
  };
  return (
    <li class={`card ${token.revokedAt ? "off" : ""}`}>
      <span class="card-name" dir="auto">
        {token.name || token.tokenId}
      </span>
      <span class="card-rating">
        {token.revokedAt ? (
          <span class="verdict">revoked</span>
        ) : (
          <button type="button" onClick={revoke} onBlur={() => setSure(false)} aria-label={`Revoke ${token.name || token.tokenId}`}>
            {sure ? "Really revoke" : "Revoke"}
          </button>
        )}
      </span>
      <span class="card-summary">
        may {token.scopes.join(", ")} · {token.expiresAt ? `until ${onDay(token.expiresAt)}` : "does not expire"} ·{" "}
        {token.lastUsedAt ? `last used ${atMoment(token.lastUsedAt)}` : "not used yet"}
        {failure && <span role="alert"> {failure.message}</span>}
      </span>
    </li>
  );
}

function NewTokenForm({ made }: { made(text: string): void }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("read");
  const [failure, setFailure] = useState<Failure>();
  const send = async (event: Event) => {
    event.preventDefault();
    setFailure(undefined);
    const wished: Scope[] = scope === "upload" ? ["read", "upload"] : [scope];
    try {
      const answer = await call("POST /tokens", { body: { name: name.trim() || null, scopes: wished } });
      setName("");
      made(answer.token);
    } catch (reason) {
      setFailure(reason as Failure);
    }
  };
  return (
    <form class="row" onSubmit={send}>
      <label>
        For whom or what
        <input value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        It may
        <select value={scope} onChange={(event) => setScope(event.currentTarget.value as Scope)}>
          {scopes.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="primary">
        Make a token
      </button>
      {failure && <Trouble failure={failure} />}
    </form>
  );
}

function Audit() {
  const asked = useCall("GET /audit", { query: { limit: pageSize } });
  return (
    <section>
      <h2>What was done</h2>
      {asked.failure && <Trouble failure={asked.failure} again={asked.again} />}
      {!asked.answer && !asked.failure && <Loading what="the audit" />}
      {asked.answer && (
        <div class="table" tabIndex={0} role="region" aria-label="The last calls">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Of</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody>
              {asked.answer.audit.map((row) => (
                <tr key={row.auditId}>
                  <td>{atMoment(row.at)}</td>
                  <td class="key">{row.actor || "unknown"}</td>
                  <td>{row.action}</td>
                  <td>{row.subject}</td>
                  <td>{row.status === 0 ? "begun" : row.status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
