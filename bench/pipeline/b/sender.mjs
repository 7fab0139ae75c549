// Pipeline B: as well as plain JavaScript can. The objects of a batch are read six at a time (the platform's limit of open
// connections) and handed over in one call; each message is acknowledged or retried by itself.
const readsAtOnce = 6;

export default {
  async queue(batch, { RECIPES, SERVER }) {
    const items = [];
    const messages = [...batch.messages];
    const lane = async () => {
      for (let message = messages.shift(); message; message = messages.shift()) {
        try {
          const object = await RECIPES.get(message.body.object.key);
          if (object === null) message.ack();
          else items.push({ message, key: object.key, version: object.version, text: await object.text() });
        } catch {
          message.retry();
        }
      }
    };
    await Promise.all(Array.from({ length: readsAtOnce }, lane));
    if (items.length === 0) return;
    try {
      const stored = await SERVER.store(items.map(({ key, version, text }) => ({ key, version, text })));
      items.forEach(({ message }, n) => (stored[n] ? message.ack() : message.retry()));
    } catch {
      for (const { message } of items) message.retry();
    }
  },
};
