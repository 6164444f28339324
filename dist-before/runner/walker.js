export {};
//# sourceMappingURL=walker.js.map