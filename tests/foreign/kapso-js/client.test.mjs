import assert from "node:assert/strict";
import { test } from "node:test";
import { buildTemplateSendPayload, GraphApiError, WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook } from "@kapso/whatsapp-cloud-api/server";
import { call, connect, hearMeta, onPhone, operator, proxy, write } from "./support.mjs";

const { phoneNumberId } = operator;
const client = new WhatsAppClient(proxy);

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Meta's answer to a send (contract 12.2). */
function accepted(answer, to) {
  assert.equal(answer.messagingProduct, "whatsapp");
  assert.equal(answer.contacts[0].input, to);
  assert.match(answer.messages[0].id, /^wamid\./);
  return answer.messages[0].id;
}

test("sends text that arrives on the phone", async () => {
  const to = "573001110001";
  await write(to, "Hi");

  const id = accepted(await client.messages.sendText({ phoneNumberId, to, body: "Hello from Kapso's client" }), to);

  const [message] = await onPhone(to);
  assert.deepEqual([message.id, message.text], [id, "Hello from Kapso's client"]);
});

test("sends a template to somebody who never wrote", async () => {
  const to = "573001110002";
  const template = buildTemplateSendPayload({
    name: "sign_in_code",
    language: "en_US",
    body: [{ type: "text", text: "428193" }],
    buttons: [{ type: "button", subType: "url", index: 0, parameters: [{ type: "text", text: "428193" }] }],
  });

  const id = accepted(await client.messages.sendTemplate({ phoneNumberId, to, template }), to);

  const [message] = await onPhone(to);
  assert.deepEqual([message.id, message.type, message.code], [id, "template", "428193"]);
});

test("sends buttons, and hears which one was pressed", async () => {
  const to = "573001110003";
  await write(to, "Hi");

  const id = accepted(await client.messages.sendInteractiveButtons({
    phoneNumberId,
    to,
    bodyText: "Tomorrow at ten?",
    footerText: "The barber",
    buttons: [{ id: "yes", title: "Yes" }, { id: "no", title: "No" }],
  }), to);
  await call("POST", `/_emulator/phones/${to}/messages`, { type: "interactive", reply: { messageId: id, id: "yes" } });

  const { data } = await client.messages.query({ phoneNumberId, phoneNumber: to, direction: "inbound", limit: 1 });
  assert.deepEqual(data[0].interactive.buttonReply, { id: "yes", title: "Yes" });
  assert.equal(data[0].context.id, id);
});

test("sends a list, and hears which row was chosen", async () => {
  const to = "573001110004";
  await write(to, "Hi");

  const id = accepted(await client.messages.sendInteractiveList({
    phoneNumberId,
    to,
    bodyText: "When?",
    buttonText: "Times",
    sections: [{ title: "Morning", rows: [{ id: "ten", title: "10:00", description: "With Ana" }, { id: "eleven", title: "11:00" }] }],
  }), to);
  await call("POST", `/_emulator/phones/${to}/messages`, { type: "interactive", reply: { messageId: id, id: "ten" } });

  const { data } = await client.messages.query({ phoneNumberId, phoneNumber: to, direction: "inbound", limit: 1 });
  assert.deepEqual(data[0].interactive.listReply, { id: "ten", title: "10:00", description: "With Ana" });
});

test("uploads a file, sends it, looks it up, downloads the same bytes and deletes it", async () => {
  const to = "573001110005";
  await write(to, "Hi");

  const { id: mediaId } = await client.media.upload({
    phoneNumberId, type: "image", file: new Blob([png], { type: "image/png" }), fileName: "dot.png",
  });
  accepted(await client.messages.sendImage({ phoneNumberId, to, image: { id: mediaId, caption: "A dot" } }), to);
  const metadata = await client.media.get({ mediaId, phoneNumberId });
  const bytes = Buffer.from(await client.media.download({ mediaId, phoneNumberId }));
  const deleted = await client.media.delete({ mediaId, phoneNumberId });

  assert.deepEqual([metadata.id, metadata.mimeType, metadata.fileSize], [mediaId, "image/png", String(png.length)]);
  assert.deepEqual(bytes, png);
  assert.equal(deleted.success, true);
  await assert.rejects(client.media.get({ mediaId, phoneNumberId }), GraphApiError);
});

test("marks a message as read, typing", async () => {
  const person = "573001110006";
  const messageId = await write(person, "Anybody there?");

  const answer = await client.messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: "text" } });

  const message = await client.messages.get({ phoneNumberId, messageId });
  assert.equal(answer.success, true);
  assert.equal(message.kapso.status, "read");
});

test("lists messages page by page, newest first, with the fields of Kapso that it asks for", async () => {
  const person = "573001110007";
  const first = await write(person, "One");
  const second = await write(person, "Two");
  const query = { phoneNumberId, phoneNumber: person, limit: 1 };

  const newest = await client.messages.query({ ...query, fields: "kapso(direction,content)" });
  const older = await client.messages.query({ ...query, after: newest.paging.cursors.after, fields: "kapso()" });
  const end = await client.messages.query({ ...query, after: older.paging.cursors.after });

  assert.deepEqual([newest.data[0].id, older.data[0].id, end.data.length], [second, first, 0]);
  assert.deepEqual(newest.data[0].kapso, { direction: "inbound", content: "Two" });
  assert.equal(older.data[0].kapso, undefined);
  assert.equal(newest.data[0].text.body, "Two");
});

test("lists conversations, and the messages of one", async () => {
  const person = "573001110008";
  const id = await write(person, "Hi");

  const { data: [conversation] } = await client.conversations.list({ phoneNumberId, phoneNumber: person, status: "active", limit: 5 });
  const { data: messages } = await client.messages.listByConversation({ phoneNumberId, conversationId: conversation.id });

  assert.deepEqual([conversation.phoneNumber, conversation.phoneNumberId, conversation.kapso.messagesCount], [person, phoneNumberId, 1]);
  assert.deepEqual(messages.map((message) => message.id), [id]);
});

test("reads Meta's errors: an unknown template, and a window that is not open", async () => {
  const to = "573001110009";
  const template = buildTemplateSendPayload({ name: "nobody_wrote_it", language: "en_US" });

  const missing = await client.messages.sendTemplate({ phoneNumberId, to, template }).catch((error) => error);
  const closed = await client.messages.sendText({ phoneNumberId, to, body: "Hello?" }).catch((error) => error);

  assert.ok(missing instanceof GraphApiError && closed instanceof GraphApiError);
  assert.deepEqual([missing.httpStatus, missing.code], [404, 132001]);
  assert.deepEqual([closed.httpStatus, closed.code], [422, 131047]);
});

test("normalizes what webhooks of kind meta bring: a message, and the statuses of a send", async () => {
  const person = "573001110010";
  const webhook = await hearMeta(phoneNumberId);
  try {
    const received = await write(person, "Hi there");
    const inbound = await webhook.next((body) => ofMessage(normalizeWebhook(body), received));
    const sent = accepted(await client.messages.sendText({ phoneNumberId, to: person, body: "Hello" }), person);
    const delivered = await webhook.next((body) => ofStatus(normalizeWebhook(body), sent, "delivered"));

    assert.equal(inbound.object, "whatsapp_business_account");
    assert.equal(inbound.phoneNumberId, phoneNumberId);
    assert.equal(inbound.contacts[0].waId, person);
    assert.deepEqual(
      [inbound.messages[0].from, inbound.messages[0].type, inbound.messages[0].text.body, inbound.messages[0].kapso.direction],
      [person, "text", "Hi there", "inbound"],
    );
    assert.equal(delivered.statuses[0].recipientId, person);
    assert.deepEqual([delivered.messages, delivered.calls], [[], []]);
  } finally {
    await webhook.close();
  }
});

test("reads what the owner writes in the phone app as an echo, and no message of a person as one", async () => {
  const [person, business] = ["573001110011", "573105550111"];
  const number = await connect(business, "coexistence");
  const webhook = await hearMeta(number);
  try {
    const received = await write(person, "Are you open?", number);
    const inbound = await webhook.next((body) => ofMessage(normalizeWebhook(body), received));
    const { id } = await call("POST", `/_emulator/phone-numbers/${number}/echo`, { to: person, text: { body: "Until six" } });
    const echo = await webhook.next((body) => ofMessage(normalizeWebhook(body), id));

    const [message] = echo.messages;
    assert.deepEqual([message.from, message.to, message.text.body], [business, person, "Until six"]);
    assert.deepEqual(message.kapso, { direction: "outbound", source: "smb_message_echo" });
    assert.deepEqual([echo.phoneNumberId, echo.messages.length, echo.statuses], [number, 1, []]);
    assert.deepEqual(Object.keys(echo.raw), ["smbMessageEchoes"]);
    assert.equal(inbound.messages[0].kapso.source, undefined);
  } finally {
    await webhook.close();
  }
});

function ofMessage(events, id) {
  return events.messages.some((message) => message.id === id) ? events : undefined;
}

function ofStatus(events, id, status) {
  return events.statuses.some((one) => one.id === id && one.status === status) ? events : undefined;
}
