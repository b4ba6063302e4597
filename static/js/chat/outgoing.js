/** Bubbles on their way: waiting for a connection or for their time, being sent, or failed with a way out. */

export class Outgoing {
  /**
   * @param {HTMLOListElement} list
   * @param {HTMLTemplateElement} template one bubble, with its words for each state in data attributes
   * @param {{resend: (id: string) => void, edit: (id: string) => void}} actions
   */
  constructor(list, template, actions) {
    this.list = list;
    this.template = template;
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) actions[button.dataset.action](button.closest("li").dataset.clientId);
    });
  }

  /**
   * @param {{id: string, text: string}} item
   * @param {"waiting" | "resting" | "sending" | "failed"} state
   * @param {number} [seconds] until one that rests is sent
   */
  show({ id, text }, state, seconds) {
    const bubble = this.#find(id) ?? this.#add(id, text);
    const note = bubble.querySelector(".message-time");
    note.textContent = note.dataset[state].replace("{n}", seconds);
    bubble.classList.toggle("is-failed", state === "failed");
    bubble.querySelector(".outgoing-actions").hidden = state !== "failed";
  }

  remove(id) {
    this.#find(id)?.remove();
  }

  #find(id) {
    return [...this.list.children].find((item) => item.dataset.clientId === id);
  }

  #add(id, text) {
    const bubble = this.template.content.firstElementChild.cloneNode(true);
    bubble.dataset.clientId = id;
    bubble.querySelector(".bubble").textContent = text;
    this.list.append(bubble);
    return bubble;
  }
}
