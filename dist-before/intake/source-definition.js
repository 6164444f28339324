export {};
//# sourceMappingURL=source-definition.js.map