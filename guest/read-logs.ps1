# repave:read-logs 1
# Prints how far sysprep came and what its logs say of trouble: less than 4 KB, which is all that a run command keeps. Reads only.
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$folder = "$env:SystemRoot\System32\Sysprep\Panther"

function Get-LastLines([string[]] $Lines, [int] $MostCharacters) {
    # The last lines that fit, each cut short, in plain ASCII.
    $kept = New-Object 'System.Collections.Generic.List[string]'
    $left = $MostCharacters
    for ($i = $Lines.Count - 1; $i -ge 0; $i--) {
        $line = ($Lines[$i] -replace '[^\x20-\x7e]', '').TrimEnd()
        if ($line -eq '') { continue }
        if ($line.Length -gt 260) { $line = $line.Substring(0, 260) }
        $left -= $line.Length + 2
        if ($left -lt 0) { break }
        $kept.Insert(0, $line)
    }
    return $kept
}

function Read-Log([string] $Name, [string] $Pattern) {
    $path = Join-Path $folder $Name
    if (-not (Test-Path -LiteralPath $path)) { return , [string[]] @("no $Name") }
    $lines = @(Get-Content -LiteralPath $path -Tail 4000 | Where-Object { $_ -match $Pattern })
    return , [string[]] $lines
}

$state = 'unknown'
try { $state = (Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State').ImageState } catch { $state = 'unread' }

Write-Output '<<repave:logs:1'
Write-Output "ImageState: $state"
foreach ($log in @(
        @{ Name = 'setuperr.log'; Pattern = '.'; Most = 2000 },
        @{ Name = 'setupact.log'; Pattern = '(, (Error|Warning)\s|was installed for a user|0x[0-9a-fA-F]{8}\.?$)'; Most = 1500 })) {
    Write-Output "== $($log.Name)"
    try { Get-LastLines -Lines (Read-Log $log.Name $log.Pattern) -MostCharacters $log.Most }
    catch { Write-Output "cannot be read: $($_.Exception.GetType().Name)" }
}
Write-Output 'repave:logs:1>>'
