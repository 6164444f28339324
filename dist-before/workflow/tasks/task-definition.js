export {};
//# sourceMappingURL=task-definition.js.map