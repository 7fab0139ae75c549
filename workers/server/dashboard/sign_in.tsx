// Signing in: with a token, or by a link whose code stands behind the #, so that no log has it.
import { useState } from "preact/hooks";
import { Heading } from "./parts";
import { call, type Failure, type Session } from "./service";

/** The code of the link that was opened; it is taken out of the address at once. */
export function codeOfLink(): string | null {
  const code = location.hash.match(/^#code=([A-Za-z0-9_]+)$/)?.[1] ?? null;
  if (code) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

interface SignInProps {
  why: "nobody" | "ended" | "signed out" | "bad link";
  signedIn(session: Session): void;
}

const reasons: Record<SignInProps["why"], string> = {
  nobody: "Sign in with a token of your kitchen.",
  ended: "Your sign-in has ended. Sign in again to go on where you were.",
  "signed out": "You are signed out.",
  "bad link": "That link has been used, or it is too old. Sign in with a token, or ask for another link.",
};

export function SignIn({ why, signedIn }: SignInProps) {
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      signedIn(await call("POST /session", { body: { token: token.trim() } }));
    } catch (reason) {
      setFailure(reason as Failure);
      setBusy(false);
    }
  };
  return (
    <div class="sign-in">
      <Heading title="Sign in">Sign in</Heading>
      <p role={why === "nobody" ? undefined : "status"}>{reasons[why]}</p>
      <form onSubmit={send}>
        <label>
          Token
          <input type="password" autoComplete="current-password" required value={token} placeholder="cookdiff_…" onInput={(event) => setToken(event.currentTarget.value)} />
        </label>
        {failure && (
          <p role="alert" class="trouble">
            {failure.status === 401 ? "This token is not known, or it is not good any more." : failure.message}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy || token.trim() === ""}>
          Sign in
        </button>
      </form>
      <p class="hint">
        A token is made by who runs this service: <code>npm run -s token -- --scope read --scope upload</code>, or on the page Tokens by a kitchen’s admin.
      </p>
    </div>
  );
}
