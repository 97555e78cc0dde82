"""The look: page shells, components and charts that every room's templates use. No tables, no clinic words."""
