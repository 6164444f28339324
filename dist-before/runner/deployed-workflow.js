export {};
//# sourceMappingURL=deployed-workflow.js.map