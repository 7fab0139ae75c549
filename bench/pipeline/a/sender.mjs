// Pipeline A: plain JavaScript as one writes it in an afternoon. A message at a time: read the object, hand it to the
// server, acknowledge.
export default {
  async queue(batch, { RECIPES, SERVER }) {
    for (const message of batch.messages) {
      try {
        const object = await RECIPES.get(message.body.object.key);
        if (object !== null) await SERVER.store(object.key, await object.text());
        message.ack();
      } catch {
        message.retry();
      }
    }
  },
};
