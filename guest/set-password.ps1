# repave:set-password 1
# Gives a local account a new password. The password comes as a protected parameter and is printed nowhere, not even when it fails.
param(
    [Parameter(Mandatory = $true)]
    [string] $user,
    [Parameter(Mandatory = $true)]
    [string] $password
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

try {
    $secure = ConvertTo-SecureString -String $password -AsPlainText -Force
    $password = ''
    Set-LocalUser -Name $user -Password $secure
    Enable-LocalUser -Name $user
}
catch {
    # The kind of trouble only: messages may quote what they were given.
    [Console]::Error.WriteLine('password not set: ' + $_.Exception.GetType().Name)
    exit 1
}
Write-Output 'password set'
