/** What a completed task of sales can be: a kind of touch, or no touch at all. */
export const taskKinds = ["call", "email", "meeting", "task", "none"] as const;

/** The type of a task that has none, as a key of `task_kinds`. */
export const noTaskType = "(none)";
