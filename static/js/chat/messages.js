/** The stored messages on the page: each id once, in the order of ids, however often the server repeats itself. */

export class Messages {
  /**
   * @param {HTMLOListElement} list filled by htmx from socket frames
   * @param {(clientId: string) => void} onArrival called with the client id of each message that stays
   */
  constructor(list, onArrival) {
    this.list = list;
    this.onArrival = onArrival;
    this.observer = new MutationObserver((records) => this.#settleAll(records));
    this.observer.observe(list, { childList: true });
  }

  /** Put in order now what was just added, not when the browser next has time. */
  settle() {
    this.#settleAll(this.observer.takeRecords());
  }

  get lastId() {
    return Number(this.list.lastElementChild?.dataset.messageId ?? 0);
  }

  has(clientId) {
    return [...this.list.children].some((item) => item.dataset.clientId === clientId);
  }

  #settleAll(records) {
    records.flatMap((record) => [...record.addedNodes]).forEach((node) => this.#settle(node));
  }

  #settle(node) {
    if (node.parentNode !== this.list || !node.dataset?.messageId) return;
    const twins = [...this.list.children].filter((item) => item.id === node.id);
    if (twins.length > 1 && twins[0] !== node) {
      node.remove();
      return;
    }
    this.#order(node);
    if (node.dataset.clientId) this.onArrival(node.dataset.clientId);
  }

  #order(node) {
    const id = Number(node.dataset.messageId);
    let before = node.previousElementSibling;
    while (before && Number(before.dataset.messageId) > id) before = before.previousElementSibling;
    if (before !== node.previousElementSibling) {
      if (before) before.after(node);
      else this.list.prepend(node);
    }
  }
}
