export {};
//# sourceMappingURL=api-answers.js.map