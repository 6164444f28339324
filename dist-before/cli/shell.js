export {};
//# sourceMappingURL=shell.js.map