-- The district is always there; its name is for the administrator to change.
INSERT INTO `sites` (`id`, `name`, `kind`, `parent`, `version`) VALUES ('district', 'District', 'district', NULL, '1');
