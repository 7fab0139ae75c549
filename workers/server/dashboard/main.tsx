// The dashboard: who is signed in, where the reader is, and the view of that place.
import { render, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Heading, Loading, Trouble } from "./parts";
import { RecipesView } from "./recipes";
import { begin, go, to, usePlace, type Place } from "./route";
import { call, forget, signedOut, type Failure, type Session } from "./service";
import { codeOfLink, SignIn } from "./sign_in";

/** A view that is loaded when it is first come to. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return (props: Props) => {
    const [View, setView] = useState<ComponentType<Props> | undefined>(() => loaded);
    useEffect(() => {
      if (loaded) return;
      load().then((found) => {
        loaded = found;
        setView(() => found);
      });
    }, []);
    return View ? <View {...props} /> : <Loading what="the page" />;
  };
}

const RecipeView = later(() => import("./recipe").then((module) => module.RecipeView));
const MakeView = later(() => import("./make").then((module) => module.MakeView));
const FormView = later(() => import("./form").then((module) => module.FormView));
const UploadsView = later(() => import("./uploads").then((module) => module.UploadsView));
const KitchenView = later(() => import("./kitchen").then((module) => module.KitchenView));

function View({ place, session, signOut }: { place: Place; session: Session; signOut(): void }) {
  const [first, id, below, makeId] = place.parts;
  if (first === undefined) return <RecipesView place={place} />;
  if (first === "uploads" && id === undefined) return <UploadsView place={place} />;
  if (first === "kitchen" && id === undefined) return <KitchenView session={session} signOut={signOut} />;
  if (first === "recipes" && id !== undefined) {
    if (below === undefined) return <RecipeView key={id} recipeId={id} />;
    if (below === "make" && makeId === undefined) return <FormView key={id} recipeId={id} />;
    if (below === "makes" && makeId !== undefined) return <MakeView recipeId={id} makeId={makeId} place={place} />;
  }
  return (
    <div class="state empty">
      <Heading title="Not here">There is no such page</Heading>
      <a href={to()}>All recipes</a>
    </div>
  );
}

function Top({ place, signOut }: { place: Place; signOut(): void }) {
  const [first] = place.parts;
  const link = (address: string, words: string, current: boolean) => (
    <a href={address} aria-current={current ? "page" : undefined}>
      {words}
    </a>
  );
  return (
    <header class="top">
      <a class="name" href={to()}>
        cookdiff
      </a>
      <nav aria-label="Pages">
        {link(to(), "Recipes", first === undefined || first === "recipes")}
        {link(to("uploads"), "Uploads", first === "uploads")}
        {link(to("kitchen"), "Kitchen", first === "kitchen")}
      </nav>
      <button type="button" class="plain sign-out" onClick={signOut}>
        Sign out
      </button>
    </header>
  );
}

type Who = { session: Session } | { why: "nobody" | "ended" | "signed out" | "bad link" } | { failure: Failure } | null;

async function findOut(): Promise<Who> {
  const code = codeOfLink();
  if (code) {
    const session = await call("POST /session", { body: { code } }).catch(() => null);
    return session ? { session } : { why: "bad link" };
  }
  return call("GET /session").then(
    (session) => ({ session }),
    (failure: Failure) => (failure.status === 401 ? { why: "nobody" as const } : { failure }),
  );
}

function Dashboard() {
  const place = usePlace();
  const [who, setWho] = useState<Who>(null);
  const look = () => void findOut().then(setWho);
  useEffect(() => {
    look();
    const ended = () => setWho({ why: "ended" });
    signedOut.addEventListener("signed-out", ended);
    return () => signedOut.removeEventListener("signed-out", ended);
  }, []);
  const signOut = async () => {
    await call("DELETE /session").catch(() => undefined);
    forget();
    go(to());
    setWho({ why: "signed out" });
  };
  if (who === null) return <Loading what="your kitchen" />;
  if ("failure" in who) return <Trouble failure={who.failure} again={look} />;
  const inside = "session" in who;
  return (
    <>
      <a class="skip" href="#content">
        To the content
      </a>
      {inside ? <Top place={place} signOut={signOut} /> : <header class="top"><span class="name">cookdiff</span></header>}
      <main id="content" tabIndex={-1}>
        {inside ? <View place={place} session={who.session} signOut={signOut} /> : <SignIn why={who.why} signedIn={(session) => setWho({ session })} />}
      </main>
    </>
  );
}

begin();
render(<Dashboard />, document.getElementById("dashboard") as HTMLElement);
