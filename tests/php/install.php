<?php
// Installs the blog with an administrator, an author called as told, and a subscriber; says their application passwords.
[ , $site, $author ] = $argv;
define( 'WP_INSTALLING', true );
function wp_mail() {
	return true;
}
mysqli_query( mysqli_connect( 'localhost', 'root', '', '', 0, dirname( $site ) . '/mariadb.sock' ), 'CREATE DATABASE wordpress' );
require $site . '/wp-load.php';
require $site . '/wp-admin/includes/upgrade.php';
wp_install( 'Blog', 'admin', 'admin@example.org', true, '', wp_generate_password() );
foreach ( array( $author => 'author', 'reader' => 'subscriber' ) as $name => $role ) {
	wp_insert_user( array( 'user_login' => $name, 'user_pass' => wp_generate_password(), 'role' => $role ) );
}
$passwords = array();
foreach ( get_users() as $user ) {
	[ $passwords[ $user->user_login ] ] = WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'Meridian' ) );
}
echo wp_json_encode( $passwords );
