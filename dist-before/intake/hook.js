export {};
//# sourceMappingURL=hook.js.map