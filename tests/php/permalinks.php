<?php
// Sets how the addresses of posts are made.
[ , $site, $structure ] = $argv;
require $site . '/wp-load.php';
$wp_rewrite->set_permalink_structure( $structure );
flush_rewrite_rules( false );
