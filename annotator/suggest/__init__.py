"""Proposals that a researcher confirms or passes over: rules of text and likeness, no learning."""
